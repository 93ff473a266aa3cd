/** Drawn in a field of 24 with one stroke. */
const paths = {
  close: 'M6 6l12 12M18 6L6 18',
  question: 'M9 9.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2.9-1.2 1.8v.5M12 18v.01',
  cart: 'M3 4h2l2.2 11h10.3L20 7H6M9 20h.01M17 20h.01',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.8-4.8',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1.4-3.4 4.4-5 8-5s6.600 1.6 8 5',
  heart:
    'M12 20s-7.500-4.600-7.500-10A4.200 4.200 0 0 1 12 7.300 4.200 4.200 0 0 1 19.500 10c0 5.400-7.500 10-7.500 10z',
  check: 'M5 12.5l4.500 4.500L19 7.500',
  gauge: 'M4 18a8 8 0 1 1 16 0M12 18l4-6',
};

/** Decoration: what it means stands in words beside it or on its button. */
export const Icon = ({ name }: { name: keyof typeof paths }) => (
  <svg className="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden>
    <path d={paths[name]} />
  </svg>
);
