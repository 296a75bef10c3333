-- One step of freezing a session: one server at a time works on it, and whichever comes after it goes on.
-- KEYS[1] freezing
-- ARGV[1] take | settle   ARGV[2] the server's name   ARGV[3] now (ms)   ARGV[4] take: until when it is its alone (ms)
-- ARGV[5] take: the ledger's last entry, before which nothing of this can be
-- Returns {outcome, the ledger entry to look from}; outcome: mine | busy | settled
if redis.call('HEXISTS', KEYS[1], 'settledAt') == 1 then return { 'settled', '' } end
local held = redis.call('HMGET', KEYS[1], 'server', 'until')
local isMine = held[1] == ARGV[2]
if ARGV[1] == 'take' then
  if held[1] and not isMine and tonumber(held[2]) > tonumber(ARGV[3]) then return { 'busy', '' } end
  redis.call('HSET', KEYS[1], 'server', ARGV[2], 'until', ARGV[4])
  redis.call('HSETNX', KEYS[1], 'ledgerSeq', ARGV[5])
  return { 'mine', redis.call('HGET', KEYS[1], 'ledgerSeq') }
end
if not isMine then return { 'busy', '' } end
redis.call('HSET', KEYS[1], 'settledAt', ARGV[3])
return { 'mine', '' }
