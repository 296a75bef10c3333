-- Moves an import from one state to another. Only one import of a conference is applied or undone at a time.
-- KEYS[1] hash of the import   KEYS[2] string: id of the import that is being applied or undone
-- ARGV[1] id of the import   ARGV[2] the states it may be in, between blanks: " columns preview "
-- ARGV[3] the new state   ARGV[4] 'hold' to become the one, 'release' to be it no more, '' otherwise
-- ARGV[5], … fields and values to set
-- Returns {1} if moved, {0, state or ''} if it is in another state, {-1, id} if another import is being applied.
local state = redis.call('HGET', KEYS[1], 'state')
if not state or not string.find(ARGV[2], ' ' .. state .. ' ', 1, true) then
  return { 0, state or '' }
end
local busy = redis.call('GET', KEYS[2])
if ARGV[4] == 'hold' then
  if busy and busy ~= ARGV[1] then
    return { -1, busy }
  end
  -- As long as an import is kept.
  redis.call('SET', KEYS[2], ARGV[1], 'EX', 172800)
elseif ARGV[4] == 'release' and busy == ARGV[1] then
  redis.call('DEL', KEYS[2])
end
redis.call('HSET', KEYS[1], 'state', ARGV[3])
for i = 5, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
return { 1 }
