/**
 * SHA-256 of STYLE and CLIENT in base64, for the page's policy. Constants, because hashing in any JavaScript is
 * asynchronous and a report is not; a test compares them with the texts and prints the new ones.
 */
export const STYLE_HASH = 'sha256-cTgLmaqGK8QiC4Hz26SrCKwOVSHsHJeYLe1HnMXd0hg=';
export const CLIENT_HASH = 'sha256-Kmzahx4OgJWRAhznYbYmQuNzm3DwBfD4rjJfOuA+obs=';
