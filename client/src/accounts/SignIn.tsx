import { List, Text } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { Problem } from '../ui/Problem.tsx'

export const signInProblems: Record<string, { title: string; text: string }> = {
  link_unknown: {
    title: 'This link is not known',
    text: 'Check that you copied all of it from your invitation: some mail programs break long links in two. If it is whole, ask the organiser for a new one.',
  },
  link_expired: {
    title: 'This link has expired',
    text: 'Links work for a limited time. Ask the organiser for a new one; nothing you earned is lost.',
  },
  link_revoked: {
    title: 'This link does not work any more',
    text: 'It was revoked, and whoever was signed in by it is signed out. Ask the organiser for a new one; nothing you earned is lost.',
  },
  sign_in_ended: {
    title: 'You were signed out here',
    text: 'This was done on another of your devices, or by the organiser. Open your personal link again to come back; nothing you earned is lost.',
  },
  too_many_sign_ins: {
    title: 'You were signed out here',
    text: 'You have signed in on many other devices since, and only the latest stay signed in. Open your personal link again to come back.',
  },
  rate_limited: { title: 'Too many tries', text: 'Wait a minute, then open your link again.' },
  storage_unavailable: {
    title: 'Signing in does not work at the moment',
    text: 'The server cannot reach its storage. Open your link again in a minute; your link stays valid.',
  },
  internal: {
    title: 'Signing in did not work',
    text: 'Something went wrong on the server, and it was logged. Open your link again; if it stays, tell the organiser.',
  },
  signed_out: { title: 'You are signed out', text: 'Open your personal link again to come back.' },
}

export default function SignIn() {
  const [parameters] = useSearchParams()
  const problem = signInProblems[parameters.get('problem') ?? '']
  if (problem) return <Problem title={problem.title}>{problem.text}</Problem>
  return (
    <Problem title="Sign in with your personal link">
      <Text component="span" display="block" mb="sm">
        Lectern knows you by the link in your invitation; there is no password.
      </Text>
      <List component="ul">
        <List.Item>Open the invitation mail of your conference and press the link in it.</List.Item>
        <List.Item>On another device, open the same link there: it works on all of yours.</List.Item>
        <List.Item>No mail? Look in the spam folder, or ask the organiser.</List.Item>
      </List>
    </Problem>
  )
}
