-- Removes intents of one hash, each unless entries have been added since it was read.
-- KEYS[1] intents
-- ARGV two each: field, the text that was read
-- Returns for each 1 if it was removed, else 0.
local answers, fields, removed = {}, {}, {}
for i = 1, #ARGV, 2 do fields[#fields + 1] = ARGV[i] end
for i, text in ipairs(redis.call('HMGET', KEYS[1], unpack(fields))) do
  answers[i] = text == ARGV[2 * i] and 1 or 0
  if answers[i] == 1 then removed[#removed + 1] = fields[i] end
end
if #removed > 0 then redis.call('HDEL', KEYS[1], unpack(removed)) end
return answers
