-- Enters a hall: from now on the person's credit clock is stopped, on every device. A repeat has no effect.
-- KEYS[1] inside hash   KEYS[2] visits hash
-- ARGV[1] person id   ARGV[2] now (ms)   ARGV[3] length of a slot (ms)   ARGV[4] conference id
-- Returns 1 if they were in no hall before, else 0. After a hundred visits (only a program makes so many),
-- a return within a slot continues the previous visit; after a thousand, within 30 slots.
-- A person's visits are JSON: [[from,to],…,[from,null]], the last one open while they are inside.
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[4]) == 0 then return 0 end
local visits = redis.call('HGET', KEYS[2], ARGV[1])
local left = visits and string.match(visits, ',(%d+)%]%]$')
local manyBytes, tooManyBytes = 3000, 30000
local slotMs = tonumber(ARGV[3])
local near = visits and (#visits > tooManyBytes and 30 * slotMs or #visits > manyBytes and slotMs) or 0
if left and tonumber(ARGV[2]) - tonumber(left) < near then
  redis.call('HSET', KEYS[2], ARGV[1], (string.gsub(visits, '%d+%]%]$', 'null]]')))
  return 1
end
local open = '[' .. ARGV[2] .. ',null]'
redis.call('HSET', KEYS[2], ARGV[1], visits and (string.sub(visits, 1, -2) .. ',' .. open .. ']') or ('[' .. open .. ']'))
return 1
