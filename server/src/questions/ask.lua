-- Takes a question of the audience into the queue, where it waits for a moderator.
-- KEYS[1] queue hash   KEYS[2] questions by id   KEYS[3] questions by version   KEYS[4] asked-at hash
-- KEYS[5] muted set
-- ARGV[1] JSON of the question   ARGV[2] id of the asker   ARGV[3] now (ms)   ARGV[4] how many one person may
-- ask
-- Returns {'ok', JSON of the question}, {'closed'}, {'muted'}, {'many'} or {'slow', seconds to wait};
-- {'again', JSON of the question} if the asker has asked it before, in any state; {'taken'} if its id is
-- another person's.
local question = cjson.decode(ARGV[1])
local before = redis.call('HGET', KEYS[2], question.id)
if before then
  if cjson.decode(before).askerId ~= ARGV[2] then return { 'taken' } end
  return { 'again', before }
end
if redis.call('HGET', KEYS[1], 'open') == '0' then return { 'closed' } end
if redis.call('SISMEMBER', KEYS[5], ARGV[2]) == 1 then return { 'muted' } end

local asked = 'count ' .. ARGV[2]
if tonumber(redis.call('HGET', KEYS[4], asked) or 0) >= tonumber(ARGV[4]) then return { 'many' } end
local slow, now = tonumber(redis.call('HGET', KEYS[1], 'slowSeconds') or 0), tonumber(ARGV[3])
local last = tonumber(redis.call('HGET', KEYS[4], ARGV[2]) or 0)
local wait = math.ceil((last + slow * 1000 - now) / 1000)
-- Another server's clock may be ahead of this one's: nobody waits longer than announced.
if slow > 0 and wait > 0 then return { 'slow', math.min(wait, slow) } end

local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
question.version, question.edited = version, version
local text = cjson.encode(question)
redis.call('HSET', KEYS[2], question.id, text)
redis.call('ZADD', KEYS[3], version, question.id)
redis.call('HSET', KEYS[4], ARGV[2], ARGV[3])
redis.call('HINCRBY', KEYS[4], asked, 1)
return { 'ok', text }
