-- Records whom a server serves in a session: one bit per seat.
-- KEYS[1] seats   KEYS[2] the server's bitmap
-- ARGV[1] seconds to keep it, then pairs of a person id and 1 if the server serves them now, else 0
-- Returns how many of them have a seat.
local known = 0
for i = 3, #ARGV, 2 do
  local held = redis.call('HGET', KEYS[1], ARGV[i])
  if held then
    redis.call('SETBIT', KEYS[2], tonumber(string.sub(held, 1, -1 - ARGV[2]), 36), ARGV[i + 1])
    known = known + 1
  end
end
if known > 0 then redis.call('EXPIRE', KEYS[2], ARGV[1]) end
return known
