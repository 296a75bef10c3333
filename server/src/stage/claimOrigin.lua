-- Which media node holds a stage's origin: its current one while that lives; otherwise the candidate.
-- KEYS[1] origin string   ARGV[1] candidate node id   ARGV[2..] ids of the living nodes
-- Returns the node id.
local current = redis.call('GET', KEYS[1])
for i = 2, #ARGV do
  if ARGV[i] == current then return current end
end
redis.call('SET', KEYS[1], ARGV[1])
return ARGV[1]
