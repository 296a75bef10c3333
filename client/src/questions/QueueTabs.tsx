import { Tabs, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface QueueTabsProps<Value extends string> {
  /** For assistive technology. */
  label: string
  tabs: readonly { value: Value; title: string; count: number }[]
  value: Value
  onChange: (value: Value) => void
  /** The list of the current tab. */
  children: ReactNode
}

/** Two lists of questions in one column of the desk. */
export const QueueTabs = <Value extends string>(props: QueueTabsProps<Value>) => {
  const { label, tabs, value, onChange, children } = props
  return (
    <Tabs className="desk-tabs" value={value} onChange={(next) => next && onChange(next as Value)}>
      <Tabs.List aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value}>
            {tab.title}{' '}
            <Text span c="gray.7" className="figures">
              {tab.count}
            </Text>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.value} value={tab.value} className="desk-tab">
          {tab.value === value && children}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
