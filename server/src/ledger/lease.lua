-- Leases an intent to one server, unless another one has it.
-- KEYS[1] leases
-- ARGV[1] intent id   ARGV[2] the server's token   ARGV[3] now (ms)   ARGV[4] when (ms) the lease expires
-- Returns 1 if this server has it, else 0.
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held and tonumber(string.match(held, '%d+$')) > tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[4])
return 1
