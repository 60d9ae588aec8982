interface QuantityProps {
  /** What is counted, for those who do not see where the field stands. */
  of: string
  value: number
  min?: number
  onChange: (quantity: number) => void
}

const MOST = 99

export function Quantity({ of, value, min = 1, onChange }: QuantityProps) {
  const change = (quantity: number) => onChange(Math.max(min, Math.min(MOST, quantity)))
  return (
    <fieldset class="quantity">
      <legend class="unseen">Quantity of {of}</legend>
      <button
        type="button"
        aria-label={`One less of ${of}`}
        disabled={value <= min}
        onClick={() => change(value - 1)}
      >
        −
      </button>
      <input
        aria-label={`Quantity of ${of}`}
        type="number"
        inputMode="numeric"
        min={min}
        max={MOST}
        value={value}
        onChange={event => change(Math.trunc(Number(event.currentTarget.value)) || min)}
      />
      <button
        type="button"
        aria-label={`One more of ${of}`}
        disabled={value >= MOST}
        onClick={() => change(value + 1)}
      >
        +
      </button>
    </fieldset>
  )
}
