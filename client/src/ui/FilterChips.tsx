import './parts.css'

export interface FilterOption<Value extends string> {
  value: Value
  label: string
  count?: number
  /** A colour of the theme, drawn as a dot. */
  dot?: string
}

interface FilterChipsProps<Value extends string> {
  /** What is filtered, for assistive technology. */
  label: string
  options: readonly FilterOption<Value>[]
  value: Value
  onChange: (value: Value) => void
}

/** Filters of a list in one row: one of them applies. */
export const FilterChips = <Value extends string>({
  label,
  options,
  value,
  onChange,
}: FilterChipsProps<Value>) => (
  <fieldset className="filter-chips" aria-label={label}>
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        className="filter-chip"
        aria-pressed={option.value === value}
        onClick={() => onChange(option.value)}
      >
        {option.dot && <span className="filter-dot" style={{ background: option.dot }} aria-hidden="true" />}
        <span dir="auto">{option.label}</span>
        {option.count !== undefined && <span className="filter-count figures">{option.count}</span>}
      </button>
    ))}
  </fieldset>
)
