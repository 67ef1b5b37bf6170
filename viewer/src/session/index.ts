export { accept, chooseLanguage, homeOf, me, signOut } from "./me";
export { SignIn } from "./SignIn";
