-- Renews a lease, or gives it up, unless another server has it.
-- KEYS[1] the lease
-- ARGV[1] the server's token   ARGV[2] for how long (ms); 0: it gives the lease up
-- Returns 1 if it had the lease, else 0.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1
