import { notifications } from '@mantine/notifications'

/** Says why something failed where the page has no place for it. */
export const notDone = ({ message }: { message: string }): void =>
  void notifications.show({ color: 'red', title: 'Not done', message, role: 'alert' })
