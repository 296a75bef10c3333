// What the sample talk shows and says. General knowledge, no product names.
export interface Slide {
  title: string
  points: string[]
  speech: string
}

export const slides: Slide[] = [
  {
    title: 'Heart failure in 2026',
    points: [
      'What changed in diagnosis',
      'What changed in treatment',
      'How to start without losing the patient',
    ],
    speech:
      'Welcome. In the next minute we look at heart failure: what changed in diagnosis, what changed in treatment, and how to start.',
  },
  {
    title: 'Think of it early',
    points: [
      'Breathlessness, ankle swelling, fatigue',
      'Natriuretic peptide before the echo',
      'Ejection fraction decides the path',
    ],
    speech:
      'Think of it early. Breathlessness and swelling come late. A natriuretic peptide costs little and tells you whom to image first.',
  },
  {
    title: 'Four pillars',
    points: [
      'Renin–angiotensin inhibition',
      'Beta blocker',
      'Mineralocorticoid antagonist',
      'SGLT2 inhibitor',
    ],
    speech:
      'With a reduced ejection fraction, four classes of medicine carry the treatment. Each one adds benefit to the others.',
  },
  {
    title: 'Start low, start all',
    points: [
      'Low doses of all four within weeks',
      'Check potassium, creatinine, pressure',
      'Raise one at a time',
    ],
    speech:
      'Start low, and start all. Small doses of every class within a few weeks do more than one class at its full dose.',
  },
  {
    title: 'When to call a colleague',
    points: [
      'Fainting, rest symptoms, falling kidney function',
      'Device therapy after three months',
      'Palliative questions early',
    ],
    speech:
      'Call a colleague when symptoms come at rest, when the kidneys worsen, or when a device may help after three months.',
  },
  {
    title: 'Take home',
    points: ['Test early', 'Four pillars, all of them', 'See the patient again in two weeks'],
    speech:
      'To take home: test early, use all four pillars, and see the patient again within two weeks. Thank you. Your questions, please.',
  },
]
