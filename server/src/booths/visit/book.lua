-- Books one slot for one visitor, unless it, or one it overlaps, is taken.
-- KEYS[1] bookings hash   ARGV[1] slot (ms)   ARGV[2] visitor id   ARGV[3] now (ms)
-- ARGV[4] length of a slot (ms)   ARGV[5] how many future slots one visitor may hold
-- Returns booked | same (this visitor has it already) | taken | enough.
local slot, visitor, now, length = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local held = 0
local flat = redis.call('HGETALL', KEYS[1])
for i = 1, #flat, 2 do
  local at, holder = tonumber(flat[i]), cjson.decode(flat[i + 1]).visitorId
  if at == slot and holder == visitor then return 'same' end
  if math.abs(at - slot) < length then return 'taken' end
  if holder == visitor and at > now then held = held + 1 end
end
if held >= tonumber(ARGV[5]) then return 'enough' end
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode({ visitorId = visitor, at = now }))
return 'booked'
