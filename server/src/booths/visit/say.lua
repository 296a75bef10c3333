-- Adds one message to a chat, once, however often it is sent.
-- KEYS[1] chat hash   KEYS[2] chats
-- ARGV[1] visitor | staff   ARGV[2] visitor id   ARGV[3] message id   ARGV[4] now (ms)
-- ARGV[5] JSON of the message after its seq   ARGV[6] JSON {staffId, name} of the staff author, or ''
-- ARGV[7] limit of messages in a chat
-- Returns {said | same | full, message's JSON or '',
--   JSON of who looks after the chat since this message, or ''}.
local side, known = ARGV[1], 'i ' .. ARGV[1] .. ' ' .. ARGV[3]
local seq = redis.call('HGET', KEYS[1], known)
if seq then return { 'same', redis.call('HGET', KEYS[1], 'm ' .. seq), '' } end
if tonumber(redis.call('HGET', KEYS[1], 'seq') or '0') >= tonumber(ARGV[7]) then return { 'full', '', '' } end
seq = redis.call('HINCRBY', KEYS[1], 'seq', 1)
local message = '{"seq":' .. seq .. ',' .. ARGV[5]
redis.call('HSET', KEYS[1], 'm ' .. seq, message, known, seq)
redis.call('HINCRBY', KEYS[1], side == 'staff' and 'unread visitor' or 'unread staff', 1)
local assigned = ''
if ARGV[6] ~= '' and redis.call('HSETNX', KEYS[1], 'assignee', ARGV[6]) == 1 then assigned = ARGV[6] end
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2])
return { 'said', message, assigned }
