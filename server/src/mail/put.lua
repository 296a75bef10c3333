-- Stores a mail, new or changed, with its places in the index and the time somebody must look after it.
-- KEYS[1] mails   KEYS[2] index   KEYS[3] due
-- ARGV[1] mail id   ARGV[2] the version that was read, 0 for a new mail
-- ARGV[3] JSON of the mail with its next version, '' to delete it   ARGV[4] due (ms), '' for never
-- ARGV[5] how many of the following names leave the index; the rest enter it
-- Returns 1; 0 if somebody else was faster.
local text = redis.call('HGET', KEYS[1], ARGV[1])
local version = text and cjson.decode(text).version or 0
if version ~= tonumber(ARGV[2]) then
  return 0
end
local leaving = tonumber(ARGV[5])
for i = 6, #ARGV do
  if i < 6 + leaving then
    redis.call('ZREM', KEYS[2], ARGV[i])
  else
    redis.call('ZADD', KEYS[2], 0, ARGV[i])
  end
end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
end
if ARGV[4] == '' then
  redis.call('ZREM', KEYS[3], ARGV[1])
else
  redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1])
end
return 1
