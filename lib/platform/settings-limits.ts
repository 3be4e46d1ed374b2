/** Characters of the admin's name, for the activity log. By itself: a page that asks for it needs no schema. */
export const mostOperatorName = 100;
