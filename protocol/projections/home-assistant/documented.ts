// What Home Assistant's documentation says of its MQTT entities, as far as this home uses them: which keys an entity needs,
// which it may have, and which units go with a device class. Data, from the pages that are named; every type of the
// catalogue is checked against it.
interface Documented {
  /** Below https://www.home-assistant.io/integrations/ */
  readonly page: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Of every entity; `platform` and `unique_id` are needed within the description of a device. */
export const common = {
  page: 'mqtt/#device-discovery-payload',
  required: ['platform', 'unique_id'],
  optional: ['name', 'entity_category'],
} as const satisfies Documented;

export const message = {
  page: 'mqtt/#device-discovery-payload',
  required: ['device', 'origin', 'components'],
  optional: ['availability', 'qos'],
  device: ['identifiers', 'name', 'manufacturer', 'model', 'model_id'],
  /** Of each row of `availability`. */
  availability: ['topic', 'value_template'],
} as const;

const onOff = ['payload_on', 'payload_off'];
const state = ['state_topic', 'value_template'];
const stateValue = ['state_topic', 'state_value_template'];

export const documented: Readonly<Record<string, Documented>> = {
  binary_sensor: { page: 'binary_sensor.mqtt/', required: ['state_topic'], optional: ['value_template', 'device_class', ...onOff] },
  button: { page: 'button.mqtt/', required: ['command_topic'], optional: ['payload_press', 'command_template'] },
  climate: {
    page: 'climate.mqtt/',
    required: [],
    optional: [
      ...[
        'action_topic',
        'action_template',
        'modes',
        'mode_command_topic',
        'mode_command_template',
        'mode_state_topic',
        'mode_state_template',
      ],
      ...['temperature_command_topic', 'temperature_command_template', 'temperature_state_topic', 'temperature_state_template'],
      ...['min_temp', 'max_temp', 'temp_step', 'temperature_unit'],
    ],
  },
  cover: {
    page: 'cover.mqtt/',
    required: [],
    optional: [
      ...['command_topic', 'payload_open', 'payload_close', 'payload_stop', 'device_class', ...state],
      ...['set_position_topic', 'set_position_template', 'position_topic', 'position_template', 'position_open', 'position_closed'],
      ...['state_opening', 'state_closing', 'state_stopped'],
    ],
  },
  event: { page: 'event.mqtt/', required: ['state_topic', 'event_types'], optional: ['value_template', 'device_class'] },
  fan: {
    page: 'fan.mqtt/',
    required: ['command_topic'],
    optional: [
      ...onOff,
      ...stateValue,
      ...['percentage_command_topic', 'percentage_state_topic', 'percentage_value_template', 'speed_range_min', 'speed_range_max'],
      ...['preset_modes', 'preset_mode_command_topic', 'preset_mode_state_topic', 'preset_mode_value_template'],
      ...['oscillation_command_topic', 'oscillation_state_topic', 'oscillation_value_template'],
      ...['payload_oscillation_on', 'payload_oscillation_off'],
    ],
  },
  humidifier: {
    page: 'humidifier.mqtt/',
    required: ['command_topic', 'target_humidity_command_topic'],
    optional: [
      ...onOff,
      ...stateValue,
      ...[
        'target_humidity_command_template',
        'target_humidity_state_topic',
        'target_humidity_state_template',
        'min_humidity',
        'max_humidity',
      ],
    ],
  },
  light: {
    page: 'light.mqtt/#default-schema',
    required: ['command_topic'],
    optional: [
      ...onOff,
      ...stateValue,
      ...[
        'brightness_command_topic',
        'brightness_command_template',
        'brightness_scale',
        'brightness_state_topic',
        'brightness_value_template',
      ],
      ...['color_temp_command_topic', 'color_temp_command_template', 'color_temp_state_topic', 'color_temp_value_template'],
      ...['color_temp_kelvin', 'min_kelvin', 'max_kelvin', 'hs_command_topic', 'hs_state_topic', 'hs_value_template'],
    ],
  },
  lock: {
    page: 'lock.mqtt/',
    required: ['command_topic'],
    optional: [...state, 'payload_lock', 'payload_unlock', 'state_locked', 'state_unlocked', 'state_jammed'],
  },
  number: {
    page: 'number.mqtt/',
    required: ['command_topic'],
    optional: [...state, 'min', 'max', 'step', 'mode', 'unit_of_measurement'],
  },
  select: { page: 'select.mqtt/', required: ['command_topic', 'options'], optional: state },
  sensor: {
    page: 'sensor.mqtt/',
    required: ['state_topic'],
    optional: ['value_template', 'device_class', 'state_class', 'unit_of_measurement', 'options'],
  },
  switch: { page: 'switch.mqtt/', required: ['command_topic'], optional: [...state, ...onOff, 'device_class'] },
  text: { page: 'text.mqtt/', required: ['command_topic'], optional: [...state, 'min', 'max'] },
};

/** Device classes of a sensor and the units that each may have; none: no unit at all. Page: sensor/#device-class */
export const sensorUnits: Readonly<Record<string, readonly string[]>> = {
  area: ['m²', 'cm²', 'km²'],
  atmospheric_pressure: ['hPa', 'kPa', 'Pa', 'bar', 'mbar'],
  battery: ['%'],
  current: ['A', 'mA'],
  distance: ['km', 'm', 'cm', 'mm'],
  duration: ['d', 'h', 'min', 's', 'ms'],
  energy: ['Wh', 'kWh', 'MWh', 'J', 'kJ', 'kcal'],
  enum: [],
  humidity: ['%'],
  illuminance: ['lx'],
  pm25: ['µg/m³'],
  power: ['mW', 'W', 'kW'],
  sound_pressure: ['dB', 'dBA'],
  speed: ['m/s', 'km/h'],
  temperature: ['°C', '°F', 'K'],
  timestamp: [],
  voltage: ['V', 'mV'],
  volume_flow_rate: ['m³/h', 'L/min'],
  volume_storage: ['L', 'mL', 'm³'],
  weight: ['kg', 'g', 'mg'],
};

/** State classes that a device class may not have are left out here: energy only grows. Page: developers, core/entity/sensor */
export const stateClasses = {
  all: ['measurement', 'total_increasing'],
  energy: ['total_increasing'],
  none: ['enum', 'timestamp'],
} as const;

/** Page: binary_sensor/#device-class */
export const binaryClasses = ['battery_charging', 'moisture', 'motion', 'occupancy', 'opening', 'power', 'smoke', 'sound'] as const;
/** Pages: climate.mqtt/, its `modes`; cover/#device-class; switch/#device-class */
export const words = {
  climate: ['auto', 'off', 'cool', 'heat', 'dry', 'fan_only'],
  cover: ['curtain'],
  switch: ['outlet', 'switch'],
} as const;
