/** German, for words to the shop. */
export const texts = {
  'feedback.ask': 'Was möchtest du uns sagen?',
  'feedback.body': 'Lob, Wunsch oder Kritik: Hier lesen Menschen mit.',
  'feedback.send': 'Senden',
  'feedback.thanks': 'Danke, dass du uns geschrieben hast.',
  'feedback.again': 'Noch etwas schreiben',
  'feedback.failed':
    'Das ist nicht bei uns angekommen. Dein Text ist noch da: Bitte versuche es noch einmal.',
}
