-- Appends entries to the ledger, all of them or none: none where somebody else has appended since their maker looked.
-- KEYS[1] head hash   KEYS[2] entries stream
-- ARGV[1] hash of the entry that the first one hangs on   ARGV[2] seq of the first one
-- ARGV[3] hash and ARGV[4] time (ms) of the last one   ARGV[5…] the entries' canonical texts
-- Returns {} where they were appended, else the present head: {seq, hash, at}
local head = redis.call('HMGET', KEYS[1], 'seq', 'hash', 'at')
local seq, hash, at = head[1] or '0', head[2] or string.rep('0', 64), head[3] or '0'
if hash ~= ARGV[1] then return { seq, hash, at } end

local last = tonumber(ARGV[2]) - 1
for i = 5, #ARGV do
  last = last + 1
  redis.call('XADD', KEYS[2], string.format('%d-0', last), 'entry', ARGV[i])
end
redis.call('HSET', KEYS[1], 'seq', string.format('%d', last), 'hash', ARGV[3], 'at', ARGV[4])
return {}
