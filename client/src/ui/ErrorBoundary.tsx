import { Button, Group, Text } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Problem } from './Problem.tsx'

/** The last resort: a defect of ours ends one page with a message, and not the whole product. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Problem
        title="This page has stopped"
        action={<Button onClick={() => location.reload()}>Reload the page</Button>}
      >
        A fault on our side stopped this page. What was confirmed to you is safe on the server; reloading
        brings you back.
      </Problem>
    )
  }
}

interface PartProps {
  /** As it begins a sentence: "The chat". */
  name: string
  children: ReactNode
  /** A failure is forgotten when this changes. */
  resetKey?: string | undefined
}

interface PartState {
  failed: boolean
  failures: number
  resetKey: string | undefined
}

/** One part of a page. If it fails, the rest of the page keeps working. */
export class Part extends Component<PartProps, PartState> {
  override state: PartState = { failed: false, failures: 0, resetKey: this.props.resetKey }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  static getDerivedStateFromProps({ resetKey }: PartProps, state: PartState) {
    return resetKey === state.resetKey ? null : { failed: false, failures: 0, resetKey }
  }

  override componentDidCatch() {
    this.setState(({ failures }) => ({ failures: failures + 1 }))
  }

  override render() {
    const { failed, failures } = this.state
    const { name, children } = this.props
    if (!failed) return children
    return (
      <Group className="part-failed" role="alert" gap="sm" p="sm">
        <Text span size="sm">
          {name} has stopped because of a fault on our side. The rest of the page keeps working.
        </Text>
        <Button size="compact-md" variant="default" onClick={() => this.setState({ failed: false })}>
          Reload this part
        </Button>
        {failures > 1 && (
          <Button size="compact-md" variant="default" onClick={() => location.reload()}>
            Reload the page
          </Button>
        )}
      </Group>
    )
  }
}
