interface FieldProps {
  name: string
  label: string
  type?: 'email' | 'date'
  value?: string
  autoComplete?: string
  optional?: boolean
}

export function Field({ name, label, type, value = '', autoComplete, optional = false }: FieldProps) {
  const common = { id: name, name, defaultValue: value, autoComplete, required: !optional }
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional && <small> (optional)</small>}
      </label>
      {type === 'date' && <input {...common} type="date" min="1900-01-01" />}
      {type === 'email' && <input {...common} type="email" maxLength={254} />}
      {type === undefined && <input {...common} type="text" maxLength={120} />}
    </div>
  )
}
