import { Button, Group, Text } from '@mantine/core'
import { useStore } from 'zustand'
import type { Chat } from './chatClient.ts'

/** Messages that the server has not confirmed yet, with the reason. */
export function OutgoingMessages({ chat }: { chat: Chat }) {
  const outgoing = useStore(chat.store, (state) => state.outgoing)
  return outgoing.map(({ messageId, text, problem }) => (
    <div key={messageId} className="chat-message" data-own="true">
      <Text size="sm" c="gray.7">
        {problem ? 'Not sent' : 'Sending…'}
      </Text>
      <Text className="chat-text" dir="auto">
        {text}
      </Text>
      {problem && (
        <div role="alert">
          <Text size="sm" c="red">
            {problem.message}
          </Text>
          <Group gap="xs" mt={4}>
            <Button variant="default" size="compact-sm" onClick={() => void chat.sendAgain()}>
              Send again
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => chat.takeBack(messageId)}>
              Change it
            </Button>
          </Group>
        </div>
      )}
    </div>
  ))
}
