export const apis = {
  title: 'APIs',
};
