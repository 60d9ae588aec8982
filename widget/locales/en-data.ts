/** English, for one's data. */
export const texts = {
  'data.body': 'What this programme knows about you is yours: take it along, or have it erased.',
  'data.save': 'Download my data',
  'data.saved': 'Saved as a file.',
  'data.erase': 'Erase my data',
  'data.sure': 'Erase everything for good?',
  'data.lost': 'Your points, codes and history are lost, and nobody can bring them back.',
  'data.keep': 'Keep it',
  'data.erased': 'Your data is erased.',
  'data.failed': 'That did not work. Check your connection and try again.',
}
