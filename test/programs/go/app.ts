/** What programs call the packages that are their own. */
export const APP = 'example.com/app';
