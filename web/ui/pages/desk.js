import { RostrumElement } from '../element.js';

class DeskPage extends RostrumElement {}

customElements.define('rostrum-desk', DeskPage);
