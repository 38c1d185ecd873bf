/**
 * SHA-256 of STYLE and CLIENT in base64, for the page's policy. Constants, because hashing in any JavaScript is
 * asynchronous and a report is not; a test compares them with the texts and prints the new ones.
 */
export const STYLE_HASH = 'sha256-VbytKPdVHUx0UL5BeNdYFwX+w1Fy2jG14aQLzMZ3wjA=';
export const CLIENT_HASH = 'sha256-Kmzahx4OgJWRAhznYbYmQuNzm3DwBfD4rjJfOuA+obs=';
