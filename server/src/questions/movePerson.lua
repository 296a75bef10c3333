-- Makes one person's questions and votes another person's. Two votes of them in one group become one.
-- KEYS[1] queue hash   KEYS[2] questions by id   KEYS[3] questions by version   KEYS[4] votes hash
-- KEYS[5] asked-at hash   KEYS[6] muted set
-- ARGV[1] id of the person who goes   ARGV[2] id of the person who stays
-- Returns how many questions changed. Nothing changes if it runs again.
local byId, votes, from, to = KEYS[2], KEYS[4], ARGV[1], ARGV[2]
local questions, changed = {}, {}
for _, text in ipairs(redis.call('HVALS', byId)) do
  local question = cjson.decode(text)
  questions[question.id] = question
  for _, field in ipairs({ 'askerId', 'assignedTo' }) do
    if question[field] == from then
      question[field], changed[question.id] = to, true
    end
  end
end

local rootOf = {}
for id, question in pairs(questions) do
  rootOf[id] = question.mergedInto ~= cjson.null and question.mergedInto or id
end
local voters = {}
for _, field in ipairs(redis.call('HKEYS', votes)) do
  local pressed, person = string.match(field, '^(%S+) (%S+)$')
  if person == from then
    redis.call('HDEL', votes, field)
    redis.call('HSET', votes, pressed .. ' ' .. to, '1')
    person = to
    if rootOf[pressed] then changed[rootOf[pressed]] = true end
  end
  local root = rootOf[pressed]
  if root then
    voters[root] = voters[root] or {}
    voters[root][person] = true
  end
end

for _, prefix in ipairs({ '', 'count ' }) do
  local own, others = prefix .. from, prefix .. to
  local moved = redis.call('HGET', KEYS[5], own)
  if moved then
    local kept = tonumber(redis.call('HGET', KEYS[5], others) or 0)
    redis.call('HSET', KEYS[5], others, string.format('%d', math.max(kept, tonumber(moved))))
    redis.call('HDEL', KEYS[5], own)
  end
end
if redis.call('SREM', KEYS[6], from) == 1 then redis.call('SADD', KEYS[6], to) end

local count = 0
for id in pairs(changed) do
  local question, people = questions[id], 0
  for _ in pairs(voters[id] or {}) do people = people + 1 end
  if rootOf[id] == id then question.votes = people end
  question.version = redis.call('HINCRBY', KEYS[1], 'version', 1)
  redis.call('HSET', byId, id, cjson.encode(question))
  redis.call('ZADD', KEYS[3], question.version, id)
  count = count + 1
end
return count
