-- Sets people's bits in one segment of a session. Bits are only ever set, so order and repeats do not matter.
-- KEYS[1] seats   KEYS[2] the segment's bitmap   KEYS[3] the session's state hash   KEYS[4] freezing
-- ARGV[1] the segment's first slot   ARGV[2] length of a slot (ms)   ARGV[3] slots in a segment
-- ARGV[4] how many characters follow a seat's number   ARGV[5] how many of these, at the end, are the words
-- then pairs of
--   a slot in the segment (from 0)   its person ids, separated by blanks
-- Returns how many people were marked: those whose seat acknowledged the current words.
-- Marks nothing once freezing has begun, or if the session ended before the slot.
local firstSlot, slotMs, segmentSlots = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local numberEnd, wordsStart = -1 - tonumber(ARGV[4]), -tonumber(ARGV[5])
if redis.call('EXISTS', KEYS[4]) == 1 then return 0 end
local state = redis.call('HMGET', KEYS[3], 'liveAt', 'endedAt', 'words')
if not state[1] then return 0 end
local slots = math.huge
if state[2] then slots = math.ceil((tonumber(state[2]) - tonumber(state[1])) / slotMs) end

-- Allocate the full size at once: a growing string takes twice the memory.
local full = redis.call('HLEN', KEYS[1]) * segmentSlots / 8
if full == 0 then return 0 end
if redis.call('STRLEN', KEYS[2]) < full then redis.call('SETBIT', KEYS[2], full * 8 - 1, 0) end

local marked = 0
for i = 6, #ARGV, 2 do
  local slot, people = tonumber(ARGV[i]), {}
  if firstSlot + slot < slots then
    for personId in string.gmatch(ARGV[i + 1], '%S+') do people[#people + 1] = personId end
  end
  -- At most 1000 at once: Lua's `unpack` is limited.
  for first = 1, #people, 1000 do
    local seats = redis.call('HMGET', KEYS[1], unpack(people, first, math.min(first + 999, #people)))
    local sets = {}
    for _, held in ipairs(seats) do
      if held and (not state[3] or string.sub(held, wordsStart) == state[3]) then
        local n = #sets
        sets[n + 1], sets[n + 2], sets[n + 4] = 'SET', 'u1', 1
        sets[n + 3] = string.format('%d', tonumber(string.sub(held, 1, numberEnd), 36) * segmentSlots + slot)
        marked = marked + 1
      end
    end
    if #sets > 0 then redis.call('BITFIELD', KEYS[2], unpack(sets)) end
  end
end
return marked
