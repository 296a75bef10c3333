type Part = 'label' | 'input' | 'description' | 'error'

/** Fields side by side keep their inputs on one line: what helps stands below. */
export const helpBelow: Part[] = ['label', 'input', 'description', 'error']
