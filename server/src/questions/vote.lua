-- Counts or takes back one person's vote. A vote is stored at the question that was pressed and counted at
-- its group's root: a person with any vote in the group counts once.
-- KEYS[1] queue hash   KEYS[2] questions by id   KEYS[3] questions by version   KEYS[4] votes hash
-- ARGV[1] question id   ARGV[2] person id   ARGV[3] '1' to vote, '0' to take back
-- Returns {'ok', changed 0|1, id of the root, its votes}, {'unknown'}, {'own'} or {'refused'}.
local pressed = redis.call('HGET', KEYS[2], ARGV[1])
if not pressed then return { 'unknown' } end
pressed = cjson.decode(pressed)
local root = pressed
if pressed.mergedInto ~= cjson.null then root = cjson.decode(redis.call('HGET', KEYS[2], pressed.mergedInto)) end
if root.status ~= 'approved' and root.status ~= 'live' then return { 'refused' } end

local up, person = ARGV[3] == '1', ARGV[2]
if up and pressed.askerId == person then return { 'own' } end

local group = { root.id }
for member in string.gmatch(root.members, '%S+') do group[#group + 1] = member end
local had = false
for _, id in ipairs(group) do
  if up then
    had = had or redis.call('HEXISTS', KEYS[4], id .. ' ' .. person) == 1
  else
    had = redis.call('HDEL', KEYS[4], id .. ' ' .. person) == 1 or had
  end
end
if had == up then return { 'ok', 0, root.id, root.votes } end

if up then redis.call('HSET', KEYS[4], pressed.id .. ' ' .. person, '1') end
root.votes = root.votes + (up and 1 or -1)
-- `edited` stays: a vote must not make moderators' actions on a popular question stale.
root.version = redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('HSET', KEYS[2], root.id, cjson.encode(root))
redis.call('ZADD', KEYS[3], root.version, root.id)
return { 'ok', 1, root.id, root.votes }
