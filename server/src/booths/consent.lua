-- A visitor leaves some fields with an exhibitor. What was left before in other fields stays.
-- KEYS[1] lead hash   KEYS[2] leads   KEYS[3] consents list   KEYS[4] unledgered list   KEYS[5] shown hash
-- Given again with the same id, nothing happens, whatever has been withdrawn since. Returns when (ms) it was given first.
-- ARGV[1] visitor id   ARGV[2] consent id   ARGV[3] now (ms)   ARGV[4] JSON of the consent for the list
-- ARGV[5] JSON of its ledger entry   ARGV[6], ARGV[7] field, value   and so on
local visitor, consent, now = ARGV[1], ARGV[2], ARGV[3]
for _, text in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
  local before = cjson.decode(text)
  if before.consentId == consent then return string.format('%d', before.at) end
end
for i = 6, #ARGV, 2 do
  local field, value = ARGV[i], ARGV[i + 1]
  redis.call('HSET', KEYS[1], 'value ' .. field, value, 'at ' .. field, now, 'consent ' .. field, consent)
  if field == 'name' or field == 'profession' then redis.call('HSET', KEYS[5], field .. ' ' .. visitor, value) end
end
redis.call('HSETNX', KEYS[1], 'at', now)
redis.call('HSET', KEYS[1], 'changedAt', now)
redis.call('ZADD', KEYS[2], 'NX', now, visitor)
redis.call('RPUSH', KEYS[3], ARGV[4])
redis.call('RPUSH', KEYS[4], ARGV[5])
return now
