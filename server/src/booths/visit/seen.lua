-- One side of a chat has been shown all messages up to one.
-- KEYS[1] chat hash   ARGV[1] visitor | staff   ARGV[2] seq of the last message shown
-- Returns the seq that is newly seen, or 0 if nothing is new.
local side, total = ARGV[1], tonumber(redis.call('HGET', KEYS[1], 'seq') or '0')
local seq = math.min(tonumber(ARGV[2]), total)
if seq <= tonumber(redis.call('HGET', KEYS[1], 'seen ' .. side) or '0') then return 0 end
local unread = 0
for i = seq + 1, total do
  local byStaff = cjson.decode(redis.call('HGET', KEYS[1], 'm ' .. i)).staff ~= cjson.null
  if byStaff == (side == 'visitor') then unread = unread + 1 end
end
redis.call('HSET', KEYS[1], 'seen ' .. side, seq, 'unread ' .. side, unread)
return seq
