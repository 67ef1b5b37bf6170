export { accept, chooseLanguage, hangs, homeOf, me, signOut } from "./me";
export { SignIn } from "./SignIn";
