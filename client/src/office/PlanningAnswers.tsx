import { countryCodes } from '@lectern/shared/countryCodes'
import type { ShownPlanning } from '@lectern/shared/planningForm'
import {
  audienceProfessions,
  competencyGroups,
  deliveryMethods,
  descriptionOfContentMax,
  designedWords,
  expectedResultsMax,
  feeWords,
  formatWords,
  gapWords,
  keywordsMax,
  needWords,
  partnersMax,
  registrationWords,
  specialtiesMax,
  subcategoryWords,
} from '@lectern/shared/planningWords'
import { Select, TagsInput, Text, TextInput } from '@mantine/core'
import { professionWords } from '../words/credit.ts'
import { countries } from './countries.ts'
import { Boxes, Changes, type FieldProps, fieldId, LongText, OneOf, Part, Words } from './PlanningFields.tsx'
import { fieldWords } from './planningForm.ts'

interface AnswersProps extends FieldProps {
  planning: ShownPlanning
}

const yesNo = { true: 'Yes', false: 'No' } as const
const methods = Object.fromEntries(deliveryMethods.map((each) => [each, each]))
const professions = Object.fromEntries(audienceProfessions.map((each) => [each, professionWords[each]]))
const alpha3 = new Map(countryCodes.map((each) => [each.alpha2, each.alpha3]))
const countryChoices = countries().flatMap(({ value, label }) => {
  const code = alpha3.get(value)
  return code === undefined ? [] : [{ value: code, label }]
})

/** Every answer of the planning form, in the order of the ACCME's abstract. */
export function PlanningAnswers({ form, planning }: AnswersProps) {
  const label = fieldWords(planning.isJointAccreditation)
  return (
    <div className="planning-part">
      <Part title="Why">
        <Words
          {...{ form, field: 'gap', label: label.gap, most: gapWords, minRows: 3 }}
          help="The problem in practice that the activity addresses."
        />
        <Text size="sm" c="gray.7">
          The educational need behind the gap: at least one of the three.
        </Text>
        <Words
          {...{ form, field: 'knowledge', label: label.knowledge, most: needWords }}
          help="What they do not know."
        />
        <Words
          {...{ form, field: 'competence', label: label.competence, most: needWords }}
          help="What they would not know how to do."
        />
        <Words
          {...{ form, field: 'performance', label: label.performance, most: needWords }}
          help="What is not done in practice."
        />
      </Part>
      <Part title="What it is to change">
        <Words
          {...{ form, field: 'designedTo', label: label.designedTo, most: designedWords }}
          help="What learners will do differently."
        />
        <Changes form={form} />
        <LongText
          {...{ form, field: 'expectedResults', label: label.expectedResults, minRows: 2 }}
          most={expectedResultsMax}
          help="What you expect to measure afterwards."
        />
      </Part>
      <Part title="How">
        <Words
          {...{ form, field: 'whyFormat', label: label.whyFormat, most: formatWords }}
          help="Why it fits what it is to change."
        />
        <div className="planning-pair">
          <Boxes {...{ form, field: 'subcategories', label: label.subcategories, words: subcategoryWords }} />
          <Boxes {...{ form, field: 'delivery', label: label.delivery, words: methods }} />
        </div>
        <Place form={form} planning={planning} />
      </Part>
      <Part title={label.competencies}>
        <Competencies form={form} />
        <TextInput
          id={fieldId('otherCompetencies')}
          label={label.otherCompetencies}
          dir="auto"
          {...form.getInputProps('otherCompetencies')}
        />
      </Part>
      <Audience form={form} planning={planning} />
      <Register form={form} planning={planning} />
    </div>
  )
}

/** Three groups of boxes for one answer. */
function Competencies({ form }: FieldProps) {
  const given = form.values.competencies
  return (
    <div className="planning-pair" id={fieldId('competencies')} tabIndex={-1}>
      {competencyGroups.map(({ title, competencies }) => (
        <Boxes
          key={title}
          {...{ form, field: 'competencies', label: title, words: competencies }}
          group={{
            value: given.filter((each) => each in competencies),
            onChange: (own) =>
              form.setFieldValue('competencies', [
                ...given.filter((each) => !(each in competencies)),
                ...(own as typeof given),
              ]),
          }}
        />
      ))}
    </div>
  )
}

function Place({ form, planning }: AnswersProps) {
  const label = fieldWords(planning.isJointAccreditation)
  if (!form.values.delivery.includes('In-Person')) return null
  return (
    <div className="planning-pair">
      <TextInput id={fieldId('city')} label={label.city} dir="auto" {...form.getInputProps('city')} />
      <TextInput
        id={fieldId('state')}
        label={label.state}
        description="Two letters in the USA."
        {...form.getInputProps('state')}
      />
      <Select
        id={fieldId('country')}
        label={label.country}
        data={countryChoices}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'No country' }}
        {...form.getInputProps('country')}
        value={form.values.country || null}
        onChange={(code) => form.setFieldValue('country', code ?? '')}
      />
    </div>
  )
}

function Audience({ form, planning }: AnswersProps) {
  const label = fieldWords(planning.isJointAccreditation)
  return (
    <Part title="For whom, and what about">
      <Boxes {...{ form, field: 'professions', label: label.professions, words: professions }} />
      <TagsInput
        id={fieldId('specialties')}
        label={label.specialties}
        description="Press Enter after each."
        maxTags={specialtiesMax}
        {...form.getInputProps('specialties')}
      />
      <LongText
        {...{ form, field: 'description', label: label.description, most: descriptionOfContentMax }}
        minRows={4}
        help="As the register shows it."
      />
      <TagsInput
        id={fieldId('keywords')}
        label={label.keywords}
        description="Press Enter after each."
        maxTags={keywordsMax}
        {...form.getInputProps('keywords')}
      />
    </Part>
  )
}

function Register({ form, planning }: AnswersProps) {
  const label = fieldWords(planning.isJointAccreditation)
  const { jointProviders, boards } = planning
  return (
    <Part title="For the register">
      <div className="planning-pair">
        <OneOf
          {...{ form, field: 'forPublicList', label: label.forPublicList, words: yesNo }}
          choose={(value) => form.setFieldValue('forPublicList', value === 'true')}
        />
        <OneOf {...{ form, field: 'fee', label: label.fee, words: feeWords }} />
        <OneOf {...{ form, field: 'registration', label: label.registration, words: registrationWords }} />
      </div>
      <Text size="sm">
        {jointProviders.length === 0
          ? 'You provide it alone. Joint providers are named where the activity is designated.'
          : `Jointly provided with ${jointProviders.join(', ')}, as named where the activity is designated.`}
      </Text>
      <TagsInput
        id={fieldId('nonaccredited')}
        label={label.nonaccredited}
        description="Those of the joint providers, and others, who are not accredited. Press Enter after each."
        maxTags={partnersMax}
        data={jointProviders}
        {...form.getInputProps('nonaccredited')}
      />
      {boards.map((board, index) => (
        <TagsInput
          key={board}
          id={index === 0 ? fieldId('mocTypes') : undefined}
          label={`Kinds of MOC credit of the ${board}`}
          description="In the board’s own words: no list of them could be confirmed. Press Enter after each."
          error={form.errors.mocTypes}
          value={form.values.mocTypes.flatMap((each) => (each.board === board ? [each.type] : []))}
          onChange={(types) =>
            form.setFieldValue('mocTypes', [
              ...form.values.mocTypes.filter((each) => each.board !== board),
              ...types.map((type) => ({ board, type })),
            ])
          }
        />
      ))}
    </Part>
  )
}
