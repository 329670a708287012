import { RostrumElement } from '../element.js';

class SetupPage extends RostrumElement {}

customElements.define('rostrum-setup', SetupPage);
