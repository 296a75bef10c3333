-- Adds counts to those of a minute.
-- KEYS[1] hash: start of a minute (ms) → counts, comma-separated
-- ARGV[1] the minute   ARGV[2] minutes kept at most   then the counts, in their order
-- Returns 1, or 0 if no further minute is kept.
local held = redis.call('HGET', KEYS[1], ARGV[1])
if not held and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
local counts = {}
for count in string.gmatch(held or '', '%d+') do counts[#counts + 1] = tonumber(count) end
for i = 3, #ARGV do counts[i - 2] = string.format('%d', (counts[i - 2] or 0) + tonumber(ARGV[i])) end
redis.call('HSET', KEYS[1], ARGV[1], table.concat(counts, ','))
return 1
