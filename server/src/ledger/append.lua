-- Appends entries to the ledger, all or none: none if another server has appended since the writer read the
-- head, and none if one of them must not be written because its lease is lost or the ledger has it already.
-- KEYS[1] head hash   KEYS[2] entries stream   KEYS[3] leases   KEYS[4] contents
-- KEYS[5…] hashes of recorded steps, one per intent; then for each member of ARGV[7] the set it joins
-- ARGV[1] hash of the entry before the first one   ARGV[2] seq of the first one
-- ARGV[3] hash and ARGV[4] time (ms) of the last one   ARGV[5] until when (ms) the leases are renewed
-- ARGV[6] JSON, for each entry:
--   [index in KEYS[5…] of its intent, the intent's id, its lease's token, the step's name]
-- ARGV[7] JSON: which contents are deleted when a person is erased
-- ARGV[8] seq of the last one that is worth a time stamp at once, or ''
-- ARGV[9…] the entries' canonical texts, followed by their contents: two each, digest and line
-- Returns {} if they were appended; {'head', seq, hash, at} if the head has moved; else {'known', a number
--   for each entry}: 0 it may be written, -1 its lease is lost, else the seq of the existing entry.
local fences, answer, isFree = cjson.decode(ARGV[6]), { 'known' }, true
local ids = {}
for _, fence in ipairs(fences) do ids[fence[1]] = fence[2] end
local leases = redis.call('HMGET', KEYS[3], unpack(ids))
for _, fence in ipairs(fences) do
  local recorded, token, step = KEYS[4 + fence[1]], fence[3], fence[4]
  local known = -1
  if string.match(leases[fence[1]] or '', '^%S+') == token then
    known = tonumber(redis.call('HGET', recorded, step) or '0')
  end
  isFree = isFree and known == 0
  answer[#answer + 1] = known
end
if not isFree then return answer end

local head = redis.call('HMGET', KEYS[1], 'seq', 'hash', 'at')
local seq, hash, at = head[1] or '0', head[2] or string.rep('0', 64), head[3] or '0'
if hash ~= ARGV[1] then return { 'head', seq, hash, at } end

local last, renewed = tonumber(ARGV[2]) - 1, {}
for i, fence in ipairs(fences) do
  last = last + 1
  redis.call('XADD', KEYS[2], string.format('%d-0', last), 'entry', ARGV[8 + i])
  redis.call('HSET', KEYS[4 + fence[1]], fence[4], string.format('%d', last))
  renewed[2 * fence[1] - 1], renewed[2 * fence[1]] = fence[2], fence[3] .. ' ' .. ARGV[5]
end
for i = 9 + #fences, #ARGV, 1000 do
  redis.call('HSET', KEYS[4], unpack(ARGV, i, math.min(i + 999, #ARGV)))
end
local erasable = cjson.decode(ARGV[7])
for i, member in ipairs(erasable) do redis.call('SADD', KEYS[#KEYS - #erasable + i], member) end
redis.call('HSET', KEYS[3], unpack(renewed))
redis.call('HSET', KEYS[1], 'seq', string.format('%d', last), 'hash', ARGV[3], 'at', ARGV[4])
if ARGV[8] ~= '' then redis.call('HSET', KEYS[1], 'wanted', ARGV[8]) end
return {}
