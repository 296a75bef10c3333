-- Applies a moderator's action to a question, or undoes one, all or nothing, on the version the moderator
-- saw.
-- KEYS[1] queue hash   KEYS[2] questions by id   KEYS[3] questions by version   KEYS[4] votes hash
-- KEYS[5] undo records by id   KEYS[6] ids of undo records by version   KEYS[7] the session's state hash
-- ARGV[1] JSON of the act: {"name", "questionId", "version"} and its command's fields, or {"name": "undo"}
-- ARGV[2] now (ms)   ARGV[3] seconds for which it can be undone
-- ARGV[4] the undo id   ARGV[5] how many bytes of undo records are kept
-- Returns one of
--   {'ok', [JSON before, JSON after] of every changed question, flat, the requested one first}
--   {'unknown'}               no such question in this session
--   {'stale', JSON}           somebody has changed that question since
--   {'refused', why, status}  why: status | merged | notMerged | into | before | ended
--   {'expired'}               nothing to undo under that id, or no longer
-- A question's `edited` is its `version` without votes: it tells whether what a moderator saw is current.
-- In KEYS[5], "as QUESTION" is "EDITED ORIGIN": an undo restored the question, as EDITED, to what it was as
-- ORIGIN, so that the action before can be undone too.
local queue, byId, byVersion, votes = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local undos, undoOrder = KEYS[5], KEYS[6]
local hasEnded = redis.call('HGET', KEYS[7], 'phase') == 'ended'
local act, now, null = cjson.decode(ARGV[1]), tonumber(ARGV[2]), cjson.null

local function set(...)
  local members = {}
  for _, name in ipairs({ ... }) do members[name] = true end
  return members
end
local from = {
  approve = set('pending', 'dismissed'),
  dismiss = set('pending', 'approved'),
  edit = set('pending', 'approved', 'live', 'answered'),
  assign = set('pending', 'approved', 'live'),
  setAskLive = set('pending', 'approved', 'live'),
  move = set('approved'),
  pin = set('approved', 'live', 'answered'),
  goLive = set('approved'),
  answer = set('pending', 'approved', 'live'),
  merge = set('pending', 'approved'),
}
local into = set('pending', 'approved', 'live', 'answered')
local public = set('approved', 'live', 'answered')

-- Everything to write, in the order of `touched`. Nothing is written until all is decided.
local touched, before, after = {}, {}, {}

local function read(id)
  local text = redis.call('HGET', byId, id)
  return text and cjson.decode(text) or nil, text
end

local function change(id)
  if not after[id] then
    after[id], before[id] = read(id)
    touched[#touched + 1] = id
  end
  return after[id]
end

local function isStale(question, seen) return seen < question.edited or seen > question.version end
local function without(members, id)
  local rest = {}
  for member in string.gmatch(members, '%S+') do
    if member ~= id then rest[#rest + 1] = member end
  end
  return table.concat(rest, ' ')
end
local function joined(...)
  local parts = {}
  for _, part in ipairs({ ... }) do
    if part ~= '' then parts[#parts + 1] = part end
  end
  return table.concat(parts, ' ')
end

-- A move between neighbours halves the gap; below this the approved questions are renumbered.
local narrowest = 1e-6
local function approvedWithout(id)
  local list = {}
  for _, text in ipairs(redis.call('HVALS', byId)) do
    local other = cjson.decode(text)
    local isApproved = other.status == 'approved' and other.mergedInto == null
    if isApproved and other.id ~= id then list[#list + 1] = other end
  end
  table.sort(list, function(a, b)
    if a.order ~= b.order then return a.order < b.order end
    return a.id < b.id
  end)
  return list
end
local function last() return redis.call('HINCRBY', queue, 'lastOrder', 1) end

local acts = {}
function acts.approve(question)
  question.status, question.reason, question.order = 'approved', null, last()
end
function acts.dismiss(question)
  question.status, question.reason, question.pinned = 'dismissed', act.reason, false
end
function acts.edit(question)
  if question.original == null then question.original = question.text end
  question.text = act.text
end
function acts.assign(question) question.assignedTo = act.personId end
function acts.setAskLive(question) question.askLive = act.askLive end
function acts.move(question)
  if act.before == null then
    question.order = last()
    return
  end
  local list, place = approvedWithout(question.id), nil
  for i, other in ipairs(list) do
    if other.id == act.before then place = i end
  end
  if not place then return { 'refused', 'before', question.status } end
  local left, right = list[place - 1], list[place]
  if not left then
    question.order = right.order - 1
  elseif right.order - left.order >= narrowest then
    question.order = (left.order + right.order) / 2
  else
    table.insert(list, place, question)
    for i, other in ipairs(list) do change(other.id).order = i end
  end
end
local function pin(question)
  local pinned = redis.call('HGET', queue, 'pinned')
  if pinned and pinned ~= question.id then change(pinned).pinned = false end
  question.pinned = true
end
function acts.pin(question)
  if act.pinned then pin(question) else question.pinned = false end
end
function acts.goLive(question)
  local live = redis.call('HGET', queue, 'live')
  if live then
    local former = change(live)
    former.status, former.answeredAt = 'answered', now
  end
  if question.status ~= 'approved' then acts.approve(question) end
  question.status = 'live'
  if act.pin then pin(question) end
end
function acts.answer(question)
  question.status, question.answer, question.answeredAt = 'answered', act.answer, now
end
-- Groups have one level: questions merged into this one move to the new root, and stay there when this one
-- leaves.
function acts.merge(question)
  local target, text = read(act.into)
  if not target or target.id == question.id or target.mergedInto ~= null or not into[target.status] then
    return { 'refused', 'into', target and target.status or '' }
  end
  if isStale(target, act.intoVersion) then return { 'stale', text } end
  target = change(target.id)
  target.members = joined(target.members, question.id, question.members)
  for member in string.gmatch(question.members, '%S+') do change(member).mergedInto = target.id end
  question.members, question.mergedInto, question.pinned = '', target.id, false
end
function acts.unmerge(question)
  local root = change(question.mergedInto)
  root.members = without(root.members, question.id)
  question.mergedInto = null
end

local function holds(question, pointer)
  if pointer == 'pinned' then return question.pinned end
  return question.status == 'live'
end

-- The version whose content the question has.
local function originOf(id, edited)
  local of, origin = string.match(redis.call('HGET', undos, 'as ' .. id) or '', '^(%d+) (%d+)$')
  return tonumber(of) == edited and tonumber(origin) or edited
end

-- By question: the version that an undo restores.
local origins = {}

local function undo()
  local text = redis.call('HGET', undos, ARGV[4])
  if not text then return { 'expired' } end
  local record = cjson.decode(text)
  if record.at + tonumber(ARGV[3]) * 1000 <= now then return { 'expired' } end
  for _, json in ipairs(record.before) do
    local was = cjson.decode(json)
    local is = change(was.id)
    if originOf(was.id, is.edited) ~= record.version then return { 'stale', before[was.id] } end
    origins[was.id] = originOf(was.id, was.edited)
    was.votes, was.shown = is.votes, is.shown
    after[was.id] = was
  end
  -- Another question may be pinned or live by now.
  for _, pointer in ipairs({ 'pinned', 'live' }) do
    local held = redis.call('HGET', queue, pointer)
    for _, id in ipairs(touched) do
      if held and not after[held] and holds(after[id], pointer) then
        return { 'stale', redis.call('HGET', byId, held) }
      end
    end
  end
  redis.call('HDEL', undos, ARGV[4])
  redis.call('ZREM', undoOrder, ARGV[4])
end

-- A large group or a renumbering leaves a large record: always keep the newest, and older ones while there is
-- room.
local function keepUndo(version, questions)
  redis.call('HSET', undos, ARGV[4], cjson.encode({ version = version, at = now, before = questions }))
  redis.call('ZADD', undoOrder, version, ARGV[4])
  local bytes = 0
  for i, id in ipairs(redis.call('ZREVRANGE', undoOrder, 0, -1)) do
    bytes = bytes + redis.call('HSTRLEN', undos, id)
    if i > 1 and bytes > tonumber(ARGV[5]) then
      redis.call('HDEL', undos, id)
      redis.call('ZREM', undoOrder, id)
    end
  end
  for _, key in ipairs({ undos, undoOrder }) do redis.call('EXPIRE', key, ARGV[3]) end
end

local function perform()
  local question, text = read(act.questionId)
  if not question then return { 'unknown' } end
  if isStale(question, act.version) then return { 'stale', text } end
  if act.name == 'unmerge' then
    if question.mergedInto == null then return { 'refused', 'notMerged', question.status } end
  elseif question.mergedInto ~= null then
    return { 'refused', 'merged', question.status }
  else
    -- Unpinning is allowed in every status; taking a question live and pinning it also approves it.
    local mayUnpin = act.name == 'pin' and not act.pinned
    local mayApprove = act.name == 'goLive' and act.pin and from.approve[question.status]
    if not (from[act.name][question.status] or mayUnpin or mayApprove) then
      return { 'refused', 'status', question.status }
    end
  end
  return acts[act.name](change(question.id))
end

-- Counts the people who voted for any question of each changed group. Reads all votes, so only after a group
-- changed.
local function recount()
  local counted, people = {}, {}
  for _, id in ipairs(touched) do
    after[id].votes, people[id] = 0, {}
    for member in string.gmatch(joined(id, after[id].members), '%S+') do
      counted[member] = counted[member] or {}
      table.insert(counted[member], id)
    end
  end
  for _, field in ipairs(redis.call('HKEYS', votes)) do
    local pressed, person = string.match(field, '^(%S+) (%S+)$')
    for _, id in ipairs(counted[pressed] or {}) do
      if not people[id][person] then
        people[id][person] = true
        after[id].votes = after[id].votes + 1
      end
    end
  end
end

local refusal
if act.name == 'undo' then refusal = undo() else refusal = perform() end
if refusal then return refusal end
-- After the session's end no question is live or pinned.
for _, id in ipairs(touched) do
  if hasEnded and (holds(after[id], 'live') or holds(after[id], 'pinned')) then
    return { 'refused', 'ended', after[id].status }
  end
end

for _, id in ipairs(touched) do
  if cjson.decode(before[id]).mergedInto ~= after[id].mergedInto then
    recount()
    break
  end
end
for _, pointer in ipairs({ 'pinned', 'live' }) do
  local held = redis.call('HGET', queue, pointer)
  if held and after[held] and not holds(after[held], pointer) then redis.call('HDEL', queue, pointer) end
  for _, id in ipairs(touched) do
    if holds(after[id], pointer) then redis.call('HSET', queue, pointer, id) end
  end
end

local version = redis.call('HINCRBY', queue, 'version', 1)
local answer, undone = { 'ok' }, {}
for _, id in ipairs(touched) do
  local question = after[id]
  question.version, question.edited = version, version
  -- Once a question was public, its disappearance has to be announced.
  question.shown = question.shown or (public[question.status] and question.mergedInto == null) or false
  local text = cjson.encode(question)
  redis.call('HSET', byId, id, text)
  redis.call('ZADD', byVersion, version, id)
  undone[#undone + 1] = before[id]
  answer[#answer + 1] = before[id]
  answer[#answer + 1] = text
end
if act.name == 'undo' then
  for id, origin in pairs(origins) do redis.call('HSET', undos, 'as ' .. id, version .. ' ' .. origin) end
  redis.call('EXPIRE', undos, ARGV[3])
else
  keepUndo(version, undone)
end
return answer
