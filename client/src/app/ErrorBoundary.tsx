import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Problem } from './Problem.tsx'

/** The last resort: a defect of ours ends one page, in words, and not the whole product. */
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
