-- Gives a person a seat in a session, once; a person with a seat keeps it and acknowledges the new words.
-- KEYS[1] seats   KEYS[2] intents
-- ARGV[1] person id   ARGV[2] when, in s to base 36   ARGV[3] the first characters of the words' version;
--   both are always of the same length
-- ARGV[4] the head of its intent, '' if it is no evidence   ARGV[5] JSON of its ledger entry
-- Returns the seat, time and words as they are now.
local held = redis.call('HGET', KEYS[1], ARGV[1])
local seat
if held then
  if string.sub(held, -#ARGV[3]) == ARGV[3] then return held end
  seat = string.sub(held, 1, -1 - #ARGV[2] - #ARGV[3])
else
  local digits, rest = '0123456789abcdefghijklmnopqrstuvwxyz', redis.call('HLEN', KEYS[1])
  seat = ''
  repeat
    local digit = rest % 36
    seat = string.sub(digits, digit + 1, digit + 1) .. seat
    rest = (rest - digit) / 36
  until rest == 0
end
local now = seat .. ARGV[2] .. ARGV[3]
redis.call('HSET', KEYS[1], ARGV[1], now)
if ARGV[4] ~= '' then
  local place = 'acknowledged ' .. ARGV[1]
  redis.call('HSET', KEYS[2], place, (redis.call('HGET', KEYS[2], place) or ARGV[4]) .. '\n' .. ARGV[5])
end
return now
