-- Changes who and what is on a session's stage, all or nothing, and increments its version once if anything
-- changed.
-- KEYS[1] stage hash   KEYS[2] presenters hash   KEYS[3] on-stage hash   KEYS[4] the session's state hash
-- KEYS[5] times on stage
-- ARGV[1] JSON list of steps:
--   {"put": peerId, "value": json, "max": n, "keep": bool}  a presenter joins; at most n on the stage. It
--     replaces the person's previous one; without "keep" they are backstage
--   {"produce": "peerId producerId", "value": json, "max": n}  a producer opens; at most n of the presenter
--   {"pause": "peerId producerId", "paused": bool, "lost": bool}
--   {"hush": "peerId producerId", "silent": bool}  the media node stops or resumes receiving it
--   {"drop": "peerId producerId"}  the producer has closed
--   {"leave": peerId, "final": bool}  the presenter has gone with all its producers; "final": for good
--   {"on": personId, "at": ms} / {"off": personId}
--   {"back": personId, "within": ms}  undoes an "off" at most that old, as if it had not happened
--   {"set": field, "value": text}  layout, spotlight
--   {"note": true}  records who is on stage; every change of that does, too
-- ARGV[2] now (ms), on the clock that sessions go live by   ARGV[3] how many stretches on stage are kept of a
-- person; 0: none, it is no session's stage
-- Returns {changed 0|1, HGETALL stage, HGETALL presenters, HGETALL on-stage, the session's phase or ''}; {-1}
-- if there are too many: then nothing was changed.
-- In the presenters hash a field is "peerId" or "peerId producerId".
local changed, moved = false, false
-- The values of a stage that nobody has set.
local unset = { layout = 'auto', spotlight = '' }

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function put(key, field, value, default)
  if (redis.call('HGET', key, field) or default) ~= value then
    redis.call('HSET', key, field, value)
    changed = true
  end
end

local function drop(key, field)
  if redis.call('HDEL', key, field) == 1 then changed = true end
end

-- Removes a presenter with all its producers.
local function leave(peer)
  for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
    if string.match(field, '^%S+') == peer then drop(KEYS[2], field) end
  end
end

-- A person's presenter records by peer.
local function presentersOf(person)
  local found = {}
  local all = redis.call('HGETALL', KEYS[2])
  for i = 1, #all, 2 do
    if not string.find(all[i], ' ', 1, true) then
      local record = cjson.decode(all[i + 1])
      if record.personId == person then found[all[i]] = record end
    end
  end
  return found
end

-- Whether one more presenter (without `peer`), or one more producer of this one, would exceed `max`.
local function full(field, peer, max)
  if redis.call('HEXISTS', KEYS[2], field) == 1 then return false end
  local count = 0
  for _, each in ipairs(redis.call('HKEYS', KEYS[2])) do
    local of, producer = string.match(each, '^(%S+) ?(.*)$')
    if producer == '' and not peer or producer ~= '' and of == peer then count = count + 1 end
  end
  return count >= max
end

-- When everyone is on stage since whom viewers may see: brought on, with a page or a file.
local function shown()
  local people, since = {}, redis.call('HGETALL', KEYS[3])
  if #since == 0 then return people end
  local there = {}
  for _, text in ipairs(redis.call('HVALS', KEYS[2])) do
    local record = cjson.decode(text)
    if record.personId then there[record.personId] = true end
  end
  for i = 1, #since, 2 do
    if there[since[i]] then people[since[i]] = tonumber(since[i + 1]) end
  end
  return people
end

-- A person's stretches, at most `most`: then the two with the shortest pause between them become one.
local function bounded(stretches, most)
  while #stretches > most do
    local at, least = 1, math.huge
    for i = 1, #stretches - 1 do
      local pause = stretches[i + 1][1] - stretches[i][2]
      if pause < least then at, least = i, pause end
    end
    stretches[at][2] = stretches[at + 1][2]
    table.remove(stretches, at + 1)
  end
  return stretches
end

local function stretchesIn(text)
  local stretches = {}
  for from, to in string.gmatch(text or '', '(%d+)-(%d*)') do
    table.insert(stretches, { tonumber(from), tonumber(to) or math.huge })
  end
  return stretches
end

local function save(person, stretches)
  if #stretches == 0 then return redis.call('HDEL', KEYS[5], person) end
  local texts = {}
  for i, each in ipairs(stretches) do
    texts[i] = string.format('%d-', each[1]) .. (each[2] == math.huge and '' or string.format('%d', each[2]))
  end
  redis.call('HSET', KEYS[5], person, table.concat(texts, ' '))
end

-- Ends the stretches of those who are no longer on stage, and begins those of the others. Before the session
-- is live only open ones are kept, after its end nothing changes any more.
local function note()
  local at, most = tonumber(ARGV[2]), tonumber(ARGV[3])
  local phase, liveAt = unpack(redis.call('HMGET', KEYS[4], 'phase', 'liveAt'))
  if most == 0 or phase == 'ended' then return end
  local people, known = shown(), redis.call('HGETALL', KEYS[5])
  for i = 1, #known, 2 do
    local person, stretches = known[i], stretchesIn(known[i + 1])
    local last = stretches[#stretches]
    if last and last[2] == math.huge then
      if people[person] == nil then
        -- Nobody was seen before the countdown was over.
        if at > last[1] and liveAt then last[2] = at else table.remove(stretches) end
        save(person, stretches)
      end
      people[person] = nil
    end
  end
  for person, since in pairs(people) do
    local stretches = stretchesIn(redis.call('HGET', KEYS[5], person))
    local last = stretches[#stretches]
    table.insert(stretches, { math.max(since, at, last and last[2] or 0), math.huge })
    save(person, bounded(stretches, most))
  end
end

for _, step in ipairs(cjson.decode(ARGV[1])) do
  moved = moved or step.put or step.leave or step.on or step.off or step.back or step.note
  if step.put then
    local record, replaced, isThere = cjson.decode(step.value), {}, false
    for peer, other in pairs(presentersOf(record.personId)) do
      if peer ~= step.put and (other.isFile or false) == (record.isFile or false) then table.insert(replaced, peer)
      elseif peer ~= step.put then isThere = true end
    end
    if #replaced == 0 and full(step.put, nil, step.max) then return { -1 } end
    for _, peer in ipairs(replaced) do leave(peer) end
    if not step.keep and not isThere then drop(KEYS[3], record.personId) end
    put(KEYS[2], step.put, step.value)
  elseif step.produce then
    local peer = string.match(step.produce, '^%S+')
    if redis.call('HEXISTS', KEYS[2], peer) == 1 then
      if full(step.produce, peer, step.max) then return { -1 } end
      put(KEYS[2], step.produce, step.value)
    end
  elseif step.pause then
    local text = redis.call('HGET', KEYS[2], step.pause)
    if text then
      local producer = cjson.decode(text)
      local lost = step.lost or nil
      if producer.paused ~= step.paused or producer.lost ~= lost then
        producer.paused = step.paused
        producer.lost = lost
        put(KEYS[2], step.pause, cjson.encode(producer))
      end
    end
  elseif step.hush then
    local text = redis.call('HGET', KEYS[2], step.hush)
    if text then
      local producer = cjson.decode(text)
      producer.silent = step.silent or nil
      put(KEYS[2], step.hush, cjson.encode(producer))
    end
  elseif step.drop then
    drop(KEYS[2], step.drop)
  elseif step.leave then
    local text = redis.call('HGET', KEYS[2], step.leave)
    leave(step.leave)
    if text and step.final then
      local person = cjson.decode(text).personId
      if next(presentersOf(person)) == nil then drop(KEYS[3], person) end
    end
  elseif step.on then
    if redis.call('HSETNX', KEYS[3], step.on, step.at) == 1 then changed = true end
  elseif step.off then
    local since = redis.call('HGET', KEYS[3], step.off)
    if since then
      drop(KEYS[3], step.off)
      redis.call('HSET', KEYS[1], 'off ' .. step.off, since .. ' ' .. string.format('%d', now))
    end
  elseif step.back then
    local field = 'off ' .. step.back
    local since, at = string.match(redis.call('HGET', KEYS[1], field) or '', '^(%d+) (%d+)$')
    if at and now - tonumber(at) <= step.within then
      if redis.call('HSETNX', KEYS[3], step.back, since) == 1 then changed = true end
    end
    redis.call('HDEL', KEYS[1], field)
  elseif step.set then
    put(KEYS[1], step.set, step.value, unset[step.set])
  end
end

if changed then redis.call('HINCRBY', KEYS[1], 'version', 1) end
if moved then note() end
return { changed and 1 or 0, redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]),
  redis.call('HGETALL', KEYS[3]), redis.call('HGET', KEYS[4], 'phase') or '' }
