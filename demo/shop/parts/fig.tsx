/** The shop's mark. */
export function Fig() {
  return (
    <svg class="fig" viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="fig-fruit"
        d="M16 6c1 4 9.5 7.600 9.500 14.500a9.500 9.500 0 0 1-19 0C6.500 13.600 15 10 16 6z"
      />
      <path class="fig-leaf" d="M16 8c0-3.500 3-6.500 8.500-6.500C23.500 6.500 20.500 9 16 8z" />
    </svg>
  )
}
