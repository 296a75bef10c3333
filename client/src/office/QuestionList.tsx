import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { PlainList } from '../ui/PlainList.tsx'
import type { ContractForm } from '../ui/useContractForm.ts'
import type { EvaluationValues, QuestionValues } from './evaluationForm.ts'
import { QuestionEditor, type QuestionEditorProps } from './QuestionEditor.tsx'

/** The questions of a form, each to be written, moved and removed. */
export const QuestionList = (props: Omit<QuestionEditorProps, 'index'>) => (
  <PlainList gap={12} aria-label="Questions">
    {props.form.values.questions.map(({ id }, index) => (
      <QuestionEditor key={id} index={index} {...props} />
    ))}
  </PlainList>
)

interface AddQuestionProps {
  form: ContractForm<EvaluationValues>
  most: number
  make: () => QuestionValues
}

export const AddQuestion = ({ form, most, make }: AddQuestionProps) => (
  <Button
    variant="default"
    style={{ alignSelf: 'start' }}
    leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
    disabled={form.values.questions.length >= most}
    onClick={() => form.insertListItem('questions', make())}
  >
    Add a question
  </Button>
)
