/**
 * The claims of the person who signs in. The suite warns about each claim of a requested scope that does
 * not come back, so there has to be a value for every one (OpenID Connect Core §5.1).
 */
export const PERSON_CLAIMS = {
  name: 'Coral Reef',
  given_name: 'Coral',
  family_name: 'Reef',
  middle_name: 'Anemone',
  nickname: 'Cory',
  profile: 'https://people.example/coral',
  picture: 'https://people.example/coral.png',
  website: 'https://coral.example/',
  gender: 'female',
  birthdate: '1990-04-01',
  zoneinfo: 'Europe/Lisbon',
  locale: 'en-GB',
  email: 'coral@people.example',
  email_verified: true,
  phone_number: '+351210000000',
  phone_number_verified: true,
  address: {
    formatted: 'Cais 1\n1100 Lisboa\nPortugal',
    street_address: 'Cais 1',
    locality: 'Lisboa',
    region: 'Lisboa',
    postal_code: '1100',
    country: 'Portugal',
  },
};
