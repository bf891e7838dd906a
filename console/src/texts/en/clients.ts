export const clients = {
  title: 'OAuth clients',
};
